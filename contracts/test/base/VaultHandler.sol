// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborRateAdapter} from "../../src/adapter/HarborRateAdapter.sol";
import {HarborToken} from "../../src/demo/HarborToken.sol";
import {HarborVault} from "../../src/vault/HarborVault.sol";
import {CommonBase} from "forge-std/Base.sol";
import {StdCheats} from "forge-std/StdCheats.sol";
import {StdUtils} from "forge-std/StdUtils.sol";

/// @dev Users, keepers and time, acting at random but within the rules. Only {withdrawCollateral} asks for what
/// the rules may forbid, because that is where the releases differ.
contract VaultHandler is CommonBase, StdCheats, StdUtils {
    HarborVault private immutable _vault;
    HarborToken private immutable _asset;
    HarborToken private immutable _collateral;
    address private immutable _reporter;
    address private immutable _allocator;
    address[] private _actors;

    /// @dev Worth of 1e18 shares before the last action, and the largest fall of it that was ever seen.
    uint256 public worstFall;

    constructor(HarborVault vault, address reporter, address allocator) {
        _vault = vault;
        _asset = HarborToken(vault.asset());
        _collateral = HarborToken(vault.collateral());
        _reporter = reporter;
        _allocator = allocator;
        for (uint256 i = 0; i < 4; ++i) {
            _actors.push(makeAddr(string(abi.encodePacked("actor", bytes1(uint8(0x30 + i))))));
        }
    }

    /// @dev An hour may pass, the rate is fresh, and the price of a share is watched.
    modifier step(uint256 seed) {
        skip(seed % 1 hours);
        HarborRateAdapter adapter = HarborRateAdapter(_vault.rateAdapter());
        uint256 rate = adapter.rate();
        vm.prank(_reporter);
        adapter.report(rate);
        uint256 before = _vault.convertToAssets(1e18);
        _;
        uint256 afterwards = _vault.convertToAssets(1e18);
        if (before > afterwards && before - afterwards > worstFall) {
            worstFall = before - afterwards;
        }
    }

    function actors() external view returns (address[] memory) {
        return _actors;
    }

    function deposit(uint256 seed, uint256 assets) external step(seed) {
        address actor = _actor(seed);
        assets = bound(assets, 0, _vault.maxDeposit(actor));
        _asset.mint(actor, assets);
        vm.startPrank(actor);
        _asset.approve(address(_vault), assets);
        _vault.deposit(assets, actor);
        vm.stopPrank();
    }

    function redeem(uint256 seed, uint256 shares) external step(seed) {
        address actor = _actor(seed);
        shares = bound(shares, 0, _vault.maxRedeem(actor));
        vm.prank(actor);
        _vault.redeem(shares, actor, actor);
    }

    function depositCollateral(uint256 seed, uint256 amount) external step(seed) {
        address actor = _actor(seed);
        amount = bound(amount, 0, 500e18);
        _collateral.mint(actor, amount);
        vm.startPrank(actor);
        _collateral.approve(address(_vault), amount);
        _vault.depositCollateral(amount, actor);
        vm.stopPrank();
    }

    function borrow(uint256 seed, uint256 assets) external step(seed) {
        address actor = _actor(seed);
        uint256 rate = HarborRateAdapter(_vault.rateAdapter()).rate();
        uint256 maxDebt = (_vault.collateralOf(actor) * rate / 1e18) * 3 / 4;
        uint256 debt = _vault.debtOf(actor);
        uint256 liquidity = _asset.balanceOf(address(_vault)) + _vault.strategyAssets();
        // Two units of room: a debt is rounded up when it is stored and again when it is read.
        if (maxDebt <= debt + 2 || liquidity == 0) return;
        uint256 room = maxDebt - debt - 2;
        assets = bound(assets, 0, room < liquidity ? room : liquidity);
        vm.prank(actor);
        _vault.borrow(assets, actor);
    }

    function repay(uint256 seed, uint256 assets) external step(seed) {
        address actor = _actor(seed);
        assets = bound(assets, 0, _vault.debtOf(actor) * 2);
        _asset.mint(actor, assets);
        vm.startPrank(actor);
        _asset.approve(address(_vault), assets);
        _vault.repay(assets, actor);
        vm.stopPrank();
    }

    function withdrawCollateral(uint256 seed, uint256 amount) external step(seed) {
        address actor = _actor(seed);
        amount = bound(amount, 0, _vault.collateralOf(actor));
        vm.prank(actor);
        try _vault.withdrawCollateral(amount, actor) {} catch {}
    }

    function allocate(uint256 seed, uint256 assets) external step(seed) {
        address[] memory strategies = _vault.strategies();
        assets = bound(assets, 0, _asset.balanceOf(address(_vault)));
        vm.prank(_allocator);
        _vault.allocate(strategies[seed % strategies.length], assets);
    }

    function collectFees(uint256 seed) external step(seed) {
        uint256 liquidity = _asset.balanceOf(address(_vault)) + _vault.strategyAssets();
        if (_vault.accruedFees() <= liquidity) _vault.collectFees();
    }

    function _actor(uint256 seed) private view returns (address) {
        return _actors[(seed >> 128) % _actors.length];
    }
}
