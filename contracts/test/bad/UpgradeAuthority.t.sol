// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborVaultFrozenUpgrade} from "../../src/bad/HarborVaultFrozenUpgrade.sol";
import {HarborVaultOpenUpgrade} from "../../src/bad/HarborVaultOpenUpgrade.sol";
import {IHarborVault} from "../../src/interfaces/IHarborVault.sol";
import {HarborVaultUpgradeAgent} from "../../src/twin/HarborVaultUpgradeAgent.sol";
import {HarborVaultV2} from "../../src/vault/HarborVaultV2.sol";
import {HarborTest} from "../base/HarborTest.sol";
import {VaultThief} from "../base/VaultThief.sol";
import {
    OwnableUpgradeable
} from "@openzeppelin/contracts-upgradeable/access/OwnableUpgradeable.sol";

contract UpgradeAuthorityTest is HarborTest {
    bytes private migration = abi.encodeCall(HarborVaultV2.initializeV2, (BORROW_CAP));

    function setUp() public override {
        super.setUp();
        _seed();
    }

    function test_frozenUpgrade_endsAllUpgrades() public {
        _upgradeVault(address(new HarborVaultFrozenUpgrade()), migration);
        address next = address(new HarborVaultV2());
        vm.expectRevert(
            abi.encodeWithSelector(IHarborVault.HarborVaultUnauthorized.selector, timelockA)
        );
        vm.prank(address(timelockA));
        vault.upgradeToAndCall(next, "");

        vm.expectRevert(
            abi.encodeWithSelector(IHarborVault.HarborVaultUnauthorized.selector, timelockA)
        );
        vm.prank(address(timelockA));
        HarborVaultFrozenUpgrade(address(vault)).setUpgradeAgent(address(timelockA));
    }

    function test_upgradeAgent_leavesTheOwnerTheKey() public {
        _upgradeVault(address(new HarborVaultUpgradeAgent()), migration);
        _upgradeVault(address(new HarborVaultV2()), "");
        assertEq(vault.version(), "2.0.0");
    }

    function test_openUpgrade_letsAnyoneReplaceTheVault() public {
        _upgradeVault(address(new HarborVaultOpenUpgrade()), migration);
        uint256 idle = asset.balanceOf(address(vault));
        bytes memory steal = abi.encodeCall(VaultThief.steal, (asset, mallory));
        address thief = address(new VaultThief());
        vm.prank(mallory);
        vault.upgradeToAndCall(thief, steal);
        assertEq(asset.balanceOf(mallory), idle);
    }

    function test_secondRelease_revertsWith_OwnableUnauthorizedAccount() public {
        _upgradeVaultToV2();
        address thief = address(new VaultThief());
        vm.expectRevert(
            abi.encodeWithSelector(OwnableUpgradeable.OwnableUnauthorizedAccount.selector, mallory)
        );
        vm.prank(mallory);
        vault.upgradeToAndCall(thief, "");
    }
}
