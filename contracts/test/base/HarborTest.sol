// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborTreasury} from "../../src/HarborTreasury.sol";
import {HarborRateAdapter} from "../../src/adapter/HarborRateAdapter.sol";
import {HarborMarket} from "../../src/demo/HarborMarket.sol";
import {HarborToken} from "../../src/demo/HarborToken.sol";
import {IHarborVault} from "../../src/interfaces/IHarborVault.sol";
import {HarborStrategy} from "../../src/strategy/HarborStrategy.sol";
import {HarborVault} from "../../src/vault/HarborVault.sol";
import {HarborVaultV2} from "../../src/vault/HarborVaultV2.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
import {ERC1967Utils} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Utils.sol";
import {BeaconProxy} from "@openzeppelin/contracts/proxy/beacon/BeaconProxy.sol";
import {UpgradeableBeacon} from "@openzeppelin/contracts/proxy/beacon/UpgradeableBeacon.sol";
import {
    TransparentUpgradeableProxy
} from "@openzeppelin/contracts/proxy/transparent/TransparentUpgradeableProxy.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {Test} from "forge-std/Test.sol";

/// @dev The whole protocol as in production: council → timelocks → proxies, guardian as canceller. All releases
/// are the first ones; tests of the second upgrade through the timelock.
abstract contract HarborTest is Test {
    uint256 internal constant DELAY = 2 days;
    uint256 internal constant RATE = 3000e6;
    uint256 internal constant MAX_AGE = 7 days;
    uint256 internal constant DEPOSIT_CAP = 10_000_000e6;
    uint256 internal constant BORROW_CAP = 5_000_000e6;
    uint256 internal constant BORROW_RATE = 0.05e18 / uint256(365 days);
    uint16 internal constant FEE_BPS = 1_000;

    address internal council = makeAddr("council");
    address internal guardian = makeAddr("guardian");
    address internal allocator = makeAddr("allocator");
    address internal reporter = makeAddr("reporter");
    address internal alice = makeAddr("alice");
    address internal bob = makeAddr("bob");
    address internal carol = makeAddr("carol");
    address internal mallory = makeAddr("mallory");

    HarborToken internal asset;
    HarborToken internal collateral;
    TimelockController internal timelockA;
    TimelockController internal timelockB;
    HarborTreasury internal treasury;
    HarborRateAdapter internal adapter;
    HarborVault internal vault;
    UpgradeableBeacon internal beacon;
    HarborMarket[3] internal markets;
    HarborStrategy[3] internal strategies;

    function setUp() public virtual {
        vm.warp(1_760_000_000);
        asset = new HarborToken("Harbor Dollar", "hUSD", 6);
        collateral = new HarborToken("Harbor Ether", "hETH", 18);
        timelockA = _newTimelock(address(0));
        timelockB = _newTimelock(council);
        treasury = new HarborTreasury(address(timelockA));
        adapter = _newAdapter();
        vault = _newVault();
        _newStrategies();
        vm.label(address(vault), "vault");
        vm.label(address(adapter), "adapter");
    }

    function _newTimelock(address executor) private returns (TimelockController timelock) {
        address[] memory proposers = new address[](1);
        address[] memory executors = new address[](1);
        proposers[0] = council;
        executors[0] = executor;
        timelock = new TimelockController(DELAY, proposers, executors, address(this));
        timelock.grantRole(timelock.CANCELLER_ROLE(), guardian);
        timelock.renounceRole(timelock.DEFAULT_ADMIN_ROLE(), address(this));
    }

    function _newAdapter() private returns (HarborRateAdapter) {
        bytes memory data = abi.encodeCall(
            HarborRateAdapter.initialize, (address(timelockA), reporter, RATE, MAX_AGE)
        );
        return HarborRateAdapter(
            address(
                new TransparentUpgradeableProxy(
                    address(new HarborRateAdapter()), address(timelockA), data
                )
            )
        );
    }

    function _newVault() private returns (HarborVault) {
        bytes memory data = abi.encodeCall(
            HarborVault.initialize,
            (IHarborVault.InitializeParameters({
                    name: "Harbor Dollar Vault",
                    symbol: "hvUSD",
                    asset: address(asset),
                    collateral: address(collateral),
                    rateAdapter: address(adapter),
                    owner: address(timelockA),
                    guardian: guardian,
                    allocator: allocator,
                    feeRecipient: address(treasury),
                    depositCap: DEPOSIT_CAP,
                    borrowRate: BORROW_RATE,
                    feeBps: FEE_BPS
                }))
        );
        return HarborVault(address(new ERC1967Proxy(address(new HarborVault()), data)));
    }

    function _newStrategies() private {
        beacon = new UpgradeableBeacon(address(new HarborStrategy()), address(timelockB));
        string[3] memory labels = ["North", "East", "South"];
        for (uint256 i = 0; i < 3; ++i) {
            markets[i] = new HarborMarket(asset, labels[i], labels[i]);
            bytes memory data = abi.encodeCall(
                HarborStrategy.initialize, (address(vault), address(markets[i]), labels[i])
            );
            strategies[i] = HarborStrategy(address(new BeaconProxy(address(beacon), data)));
            vm.prank(address(timelockA));
            vault.addStrategy(address(strategies[i]));
        }
    }

    /* ───────────────────────────── what users do ───────────────────────────── */

    function _deposit(address account, uint256 assets) internal returns (uint256 shares) {
        asset.mint(account, assets);
        vm.startPrank(account);
        asset.approve(address(vault), assets);
        shares = vault.deposit(assets, account);
        vm.stopPrank();
    }

    function _depositCollateral(address account, uint256 amount) internal {
        collateral.mint(account, amount);
        vm.startPrank(account);
        collateral.approve(address(vault), amount);
        vault.depositCollateral(amount, account);
        vm.stopPrank();
    }

    function _borrow(address account, uint256 assets) internal {
        vm.prank(account);
        vault.borrow(assets, account);
    }

    function _repay(address account, uint256 assets) internal returns (uint256 repaid) {
        asset.mint(account, assets);
        vm.startPrank(account);
        asset.approve(address(vault), assets);
        repaid = vault.repay(assets, account);
        vm.stopPrank();
    }

    function _allocate(uint256 i, uint256 assets) internal {
        vm.prank(allocator);
        vault.allocate(address(strategies[i]), assets);
    }

    function _report(uint256 rate) internal {
        vm.prank(reporter);
        adapter.report(rate);
    }

    /// @dev Two depositors, one borrower, and part of the rest at work: a live vault.
    function _seed() internal {
        _deposit(alice, 600_000e6);
        _deposit(bob, 400_000e6);
        _depositCollateral(carol, 100e18);
        _borrow(carol, 150_000e6);
        for (uint256 i = 0; i < 3; ++i) {
            _allocate(i, 100_000e6);
        }
    }

    /* ─────────────────────────── what the council does ─────────────────────────── */

    /// @dev Schedules, waits and executes one call.
    function _executeThrough(TimelockController timelock, address target, bytes memory data)
        internal
    {
        vm.prank(council);
        timelock.schedule(target, 0, data, 0, 0, DELAY);
        skip(DELAY);
        vm.prank(council);
        timelock.execute(target, 0, data, 0, 0);
    }

    function _upgradeVault(address implementation, bytes memory migration) internal {
        _executeThrough(
            timelockA,
            address(vault),
            abi.encodeCall(UUPSUpgradeable.upgradeToAndCall, (implementation, migration))
        );
    }

    function _upgradeVaultToV2() internal returns (HarborVaultV2) {
        _upgradeVault(
            address(new HarborVaultV2()), abi.encodeCall(HarborVaultV2.initializeV2, (BORROW_CAP))
        );
        return HarborVaultV2(address(vault));
    }

    function _implementationOf(address proxy) internal view returns (address) {
        return address(uint160(uint256(vm.load(proxy, ERC1967Utils.IMPLEMENTATION_SLOT))));
    }

    function _adminOf(address proxy) internal view returns (address) {
        return address(uint160(uint256(vm.load(proxy, ERC1967Utils.ADMIN_SLOT))));
    }
}
